using Devices;
using Hal;

/// <summary>A submission may complete at once, be refused, or be queued; a queued one is ended by the event.</summary>
public sealed class ThreeOutcomes<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue = new();

    public ThreeOutcomes() =>
        _queue.Finished += static (at, buffer) => THal.Unshare(at, buffer, BufferDirection.Both);

    public bool Submit(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        switch (_queue.Submit(at, data))
        {
            case SubmitResult.Completed:
                THal.Unshare(at, data, BufferDirection.Both);
                return true;
            case SubmitResult.Rejected:
                THal.Unshare(at, data, BufferDirection.Both);
                return false;
            default:
                return true;
        }
    }

    public int SubmitByIf(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        SubmitResult result = _queue.Submit(at, data);
        if (result == SubmitResult.Queued)
        {
            return -115;
        }

        THal.Unshare(at, data, BufferDirection.Both);
        return result == SubmitResult.Completed ? data[0] : -5;
    }
}
