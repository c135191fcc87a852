import type { Camera } from './camera.ts';
import { CommandCamera } from './command-camera.ts';
import { FfmpegCamera } from './ffmpeg-camera.ts';
import { FolderCamera } from './folder-camera.ts';
import type { CameraSpec } from './parse-camera-spec.ts';
import { RaspistillCamera } from './raspistill-camera.ts';
import { RpicamCamera } from './rpicam-camera.ts';
import { TurnedCamera } from './turned-camera.ts';

/** @param ffmpeg the ffmpeg program. */
export function openCamera(spec: CameraSpec, ffmpeg: string): Camera {
  const camera = openUnturned(spec, ffmpeg);
  return 'rotate' in spec && spec.rotate !== undefined ? new TurnedCamera(camera, spec.rotate) : camera;
}

function openUnturned(spec: CameraSpec, ffmpeg: string): Camera {
  switch (spec.kind) {
    case 'ffmpeg':
      return new FfmpegCamera({ ...spec, program: ffmpeg });
    case 'rpicam':
      return new RpicamCamera(spec);
    case 'raspistill':
      return new RaspistillCamera({ width: spec.width, height: spec.height });
    case 'folder':
      return new FolderCamera(spec);
    case 'command':
      return new CommandCamera(spec.program, spec.args);
  }
}
