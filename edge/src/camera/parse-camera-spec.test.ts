import { describe, expect, it } from 'vitest';
import { parseCameraSpec } from './parse-camera-spec.ts';

const plain = { loop: false, from: null, seconds: null, fps: null, width: null };

describe('parseCameraSpec', () => {
  it.each([
    ['ffmpeg:clip.mp4', { kind: 'ffmpeg', input: 'clip.mp4', ...plain }],
    [
      'ffmpeg:/a b/clip.mp4?loop=1&from=60&seconds=30&fps=12.5&width=640',
      { kind: 'ffmpeg', input: '/a b/clip.mp4', loop: true, from: 60, seconds: 30, fps: 12.5, width: 640 },
    ],
    ['ffmpeg:/dev/video0?fps=15', { kind: 'ffmpeg', input: '/dev/video0', ...plain, fps: 15 }],
    [
      'ffmpeg:rtsp://user:secret@10.0.0.9/stream?channel=1',
      { kind: 'ffmpeg', input: 'rtsp://user:secret@10.0.0.9/stream?channel=1', ...plain },
    ],
    [
      'ffmpeg:rtsp://10.0.0.9/stream?channel=1?width=640',
      { kind: 'ffmpeg', input: 'rtsp://10.0.0.9/stream?channel=1', ...plain, width: 640 },
    ],
    ['rpicam', { kind: 'rpicam', width: 1280, height: 720, fps: 15 }],
    ['rpicam:width=640&height=480', { kind: 'rpicam', width: 640, height: 480, fps: 15 }],
    ['raspistill', { kind: 'raspistill', width: 1280, height: 720 }],
    ['rpicam:rotate=180', { kind: 'rpicam', width: 1280, height: 720, fps: 15, rotate: 180 }],
    ['ffmpeg:/dev/video0?rotate=0', { kind: 'ffmpeg', input: '/dev/video0', ...plain }],
    ['folder:/stills?fps=2&loop=1', { kind: 'folder', path: '/stills', fps: 2, loop: true }],
    ['command:cat "my file.mjpeg"', { kind: 'command', program: 'cat', args: ['my file.mjpeg'] }],
  ])('reads %s', (text, spec) => {
    expect(parseCameraSpec(text)).toEqual({ ok: true, spec });
  });

  it.each([
    ['webcam', /"webcam" is none of ffmpeg/],
    ['ffmpeg:', /nothing stands after the colon/],
    ['ffmpeg:clip.mp4?speed=2', /"speed" is none of loop/],
    ['ffmpeg:clip.mp4?fps=fast', /fps must be a number from 0.1 to 120/],
    ['ffmpeg:clip.mp4?fps=', /fps must be a number/],
    ['rpicam:rotate=45', /rotate must be 0, 90, 180 or 270/],
    ['rpicam:loop=1', /"loop" is none of width/],
    ['command:', /names no program/],
    ['command:cat "half', /quote that is not closed/],
  ])('refuses %s and says why', (text, why) => {
    const outcome = parseCameraSpec(text);
    expect(outcome.ok ? '' : outcome.problem).toMatch(why);
  });
});
