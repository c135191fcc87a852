import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DEFAULT_ASSETS_FOLDER } from '@hadir/shared/assets/assets-folder';
import type { Frame } from '@hadir/shared/face/frame';

export interface FaceApiPeer {
  /** One face from a decoded frame to its descriptor, by the detector that is its default. @returns milliseconds */
  runSsd(frame: Frame): Promise<number>;
  /** The same by its tiny detector with an input of 320 pixels. */
  runTiny(frame: Frame): Promise<number>;
}

/** What is used of the bundle, whose own types leave the backend out. */
interface FaceApi {
  readonly tf: {
    setWasmPaths(paths: Record<string, string>, usePlatformFetch: boolean): void;
    setBackend(name: string): Promise<boolean>;
    env(): { getAsync(flag: string): Promise<unknown> };
    ready(): Promise<void>;
    tensor3d(values: Uint8Array, shape: [number, number, number], type: 'int32'): { dispose(): void };
    readonly io: { decodeWeights(bytes: ArrayBufferLike, specs: unknown): object };
  };
  readonly nets: Record<keyof typeof NETS, { loadFromWeightMap(weights: object): void }>;
  readonly SsdMobilenetv1Options: new () => object;
  readonly TinyFaceDetectorOptions: new (options: { inputSize: number }) => object;
  detectSingleFace(
    input: object,
    options: object,
  ): { withFaceLandmarks(): { withFaceDescriptor(): Promise<object | undefined> } };
}

const WASM = 'tfjs-backend-wasm-simd.wasm';
const TINY_INPUT = 320;
const NETS = {
  ssdMobilenetv1: 'ssd_mobilenetv1_model',
  tinyFaceDetector: 'tiny_face_detector_model',
  faceLandmark68Net: 'face_landmark_68_model',
  faceRecognitionNet: 'face_recognition_model',
} as const;

/**
 * `@vladmandic/face-api` as its authors offer it for speed without a graphics card: the bundle with TensorFlow.js and
 * its WASM backend, SIMD on. The bundle is one for browsers; what it looks for of a browser is put in place, and frames
 * come in as tensors, which spares it the canvas. Everything is read from this machine.
 * @throws Error where the WASM backend does not start with SIMD.
 */
export async function openFaceApi(): Promise<FaceApiPeer> {
  const require = createRequire(import.meta.url);
  Object.assign(globalThis, { window: { document: {} }, __dirname: '/', require });
  const home = dirname(require.resolve('@vladmandic/face-api/package.json'));
  const faceApi: FaceApi = await import(pathToFileURL(join(home, 'dist/face-api.esm.js')).href);
  const { tf } = faceApi;
  const binary = await readFile(join(DEFAULT_ASSETS_FOLDER, 'peers', WASM));
  const address = `data:application/wasm;base64,${binary.toString('base64')}`;
  // It wants to know where all its variants lie; without workers it takes the one with SIMD.
  tf.setWasmPaths({ [WASM]: address, 'tfjs-backend-wasm.wasm': '', 'tfjs-backend-wasm-threaded-simd.wasm': '' }, true);
  if (!(await tf.setBackend('wasm')) || !(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')))
    throw new Error('The WASM backend of TensorFlow.js does not start with SIMD here.');
  await tf.ready();
  for (const [net, file] of Object.entries(NETS))
    faceApi.nets[net as keyof typeof NETS].loadFromWeightMap(await readWeights(faceApi, join(home, 'model'), file));
  const ssd = new faceApi.SsdMobilenetv1Options();
  const tiny = new faceApi.TinyFaceDetectorOptions({ inputSize: TINY_INPUT });
  const run = async ({ rgb, width, height }: Frame, options: object): Promise<number> => {
    const start = performance.now();
    const input = tf.tensor3d(rgb, [height, width, 3], 'int32');
    const seen = await faceApi.detectSingleFace(input, options).withFaceLandmarks().withFaceDescriptor();
    input.dispose();
    const elapsed = performance.now() - start;
    if (seen === undefined) throw new Error('The peer found no face in a frame that shows one.');
    return elapsed;
  };
  return { runSsd: (frame) => run(frame, ssd), runTiny: (frame) => run(frame, tiny) };
}

async function readWeights({ tf }: FaceApi, folder: string, file: string) {
  const [group] = JSON.parse(await readFile(join(folder, `${file}-weights_manifest.json`), 'utf8'));
  const { buffer, byteOffset, byteLength } = await readFile(join(folder, `${file}.bin`));
  return tf.io.decodeWeights(buffer.slice(byteOffset, byteOffset + byteLength), group.weights);
}
