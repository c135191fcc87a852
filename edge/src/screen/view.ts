/** What the page draws. Words and times come ready to be shown; the page knows no rule. */
export interface View {
  readonly language: 'id' | 'en';
  readonly theme: 'light' | 'dark';
  readonly tone: Tone;
  readonly picture: Pictogram | null;
  /** Small, above the title. */
  readonly over: string;
  readonly title: string;
  /** Large figures: when somebody was recorded. */
  readonly time: string | null;
  readonly status: string | null;
  readonly strong: string | null;
  readonly note: string | null;
  /** Time that is left for what the picture asks for; `ends` is ISO 8601. */
  readonly countdown: { readonly ends: string; readonly ofMs: number } | null;
  /** Others who were greeted just before. */
  readonly before: readonly string[];
  readonly door: string | null;
  readonly clock: ClockView;
  readonly network: { readonly connected: boolean; readonly words: string };
  /** Spoken once for each id. */
  readonly say: { readonly id: number; readonly text: string; readonly volume: number } | null;
  /** How a phone gets to see the picture, for aiming the camera. */
  readonly phone: { readonly words: string; readonly address: string; readonly code: string } | null;
  /** For the page itself, when nothing comes from the unit any more. */
  readonly lost: string;
}

/** Green (`good`) is for a punch that is on the disk, and for nothing else. No tone is red. */
export type Tone = 'idle' | 'checking' | 'good' | 'known' | 'advice' | 'task' | 'setup';

export type Pictogram =
  | 'closer'
  | 'centre'
  | 'turn'
  | 'brighter'
  | 'glare'
  | 'still'
  | 'turn-left'
  | 'turn-right'
  | 'blink-twice'
  | 'person'
  | 'face'
  | 'code'
  | 'wifi'
  | 'hub'
  | 'done'
  | 'door'
  | 'camera'
  | 'covered'
  | 'changed'
  | 'note';

export interface ClockView {
  /** ISO 8601; the page counts on from here. */
  readonly now: string;
  /** IANA zone; null while the unit knows no door. */
  readonly zone: string | null;
  /** As people say it: WIB, WITA, WIT. */
  readonly zoneName: string;
  readonly trusted: boolean;
  readonly words: string;
}
