using Devices;
using Hal;

/// <summary>An annotated consumer that ends the share on each of its paths, at the end of a branch or in a finally.</summary>
public sealed class Consumers<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Finish([Unshares] PhysAddr at, DmaBuffer data, bool reset)
    {
        if (reset)
        {
            _device.Reset();
            THal.Unshare(at, data, BufferDirection.Both);
            return;
        }

        try
        {
            _device.Wait(100);
        }
        finally
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }
    }

    public void FinishThrough([Unshares] PhysAddr at, DmaBuffer data) => Finish(at, data, reset: _device.Status != 0);

    public bool Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        if (!_device.Submit(at))
        {
            Finish(at, data, reset: true);
            return false;
        }

        FinishThrough(at, data);
        return true;
    }
}
