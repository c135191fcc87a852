import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

type CameraTrouble = 'denied' | 'none' | 'busy' | 'insecure';
type CameraState = 'asking' | 'running' | CameraTrouble;

/** What the browser says when it gives no camera. Source: Media Capture and Streams, §10.2. */
function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'none';
}

interface Camera {
  readonly state: CameraState;
  readonly video: RefObject<HTMLVideoElement | null>;
  retry(): void;
}

/** The camera that looks at whoever holds the device, for as long as the component is there. */
export function useCamera(): Camera {
  const video = useRef<HTMLVideoElement | null>(null);
  const [state, setState] = useState<CameraState>('asking');
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = attempt < 0;
    const open = async () => {
      if (!('mediaDevices' in navigator)) {
        setState('insecure');
        return;
      }
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          audio: false,
          video: { facingMode: 'user', width: { ideal: 1_280 }, height: { ideal: 960 } },
        });
        if (gone) return stop(stream);
        const element = video.current;
        if (element !== null) {
          element.srcObject = stream;
          await element.play();
        }
        if (!gone) setState('running');
      } catch (error) {
        if (!gone) setState(troubleOf(error));
      }
    };
    void open();
    return () => {
      gone = true;
      if (stream !== null) stop(stream);
    };
  }, [attempt]);
  const retry = useCallback(() => {
    setState('asking');
    setAttempt((before) => before + 1);
  }, []);
  return { state, video, retry };
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
