namespace Devices;

/// <summary>What became of a submission.</summary>
public enum SubmitResult
{
    Queued,
    Completed,
    Rejected,
}
