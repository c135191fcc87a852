/** Where a new unit is on its way to its hub: for the screen beside the door and for the log. */
export type EnrolmentStep =
  | { readonly step: 'looking-for-code' }
  | { readonly step: 'code-read'; readonly hub: string }
  | { readonly step: 'joining-wifi'; readonly network: string }
  | { readonly step: 'reaching-hub'; readonly hub: string }
  | { readonly step: 'checking-authority'; readonly hub: string }
  | { readonly step: 'enrolling'; readonly hub: string }
  | { readonly step: 'enrolled'; readonly unit: string; readonly door: string }
  | {
      readonly step: 'failed';
      /** What happened. */
      readonly problem: string;
      /** What to do about it. */
      readonly advice: string;
      /** Until it is tried again by itself; null where it waits for another code. */
      readonly retryMs: number | null;
    };

export type OnEnrolmentStep = (step: EnrolmentStep) => void;

/** @returns the step in words for an operator. */
export function describeStep(step: EnrolmentStep): string {
  switch (step.step) {
    case 'looking-for-code':
      return 'This unit is not claimed yet. It looks for the QR code of a claim: make one in the dashboard or with "hadir claim new" and hold it in front of the camera, or set HADIR_HUB, HADIR_CA_FINGERPRINT and HADIR_CLAIM.';
    case 'code-read':
      return `The camera read a claim for the hub at ${step.hub}.`;
    case 'joining-wifi':
      return `The unit joins the Wi-Fi "${step.network}".`;
    case 'reaching-hub':
      return `The unit calls the hub at ${step.hub}.`;
    case 'checking-authority':
      return `The hub answered. Its authority is held against the fingerprint of the claim.`;
    case 'enrolling':
      return 'The hub is the right one. The unit hands in its claim.';
    case 'enrolled':
      return `The unit is claimed: it is ${step.unit} at the door "${step.door}".`;
    case 'failed':
      return `${step.problem} ${step.advice} ${step.retryMs === null ? 'The unit waits for another code.' : `The unit tries again in ${Math.ceil(step.retryMs / 1_000)} s.`}`;
  }
}
