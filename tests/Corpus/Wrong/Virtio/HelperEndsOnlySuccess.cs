using Hal;
using Devices;

// Like fixes in Linux (drivers/virtio, a completion helper that looks at the status first).
/// <summary>A virtio disk whose completion helper ends the share only of a request that succeeded.</summary>
public sealed class CompletionHelper<THal>
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport = new();
    private long _failed;

    public int Read(PinnedBuffer memory)
    {
        DmaBuffer data = memory.Buffer;
        PhysAddr address = THal.Share(data, BufferDirection.DeviceToDriver); //! HAL1002 (no fix: helper releases)
        _transport.SetQueue(0, address, 1);
        int status = _transport.Used(0) ? 0 : -5;
        Complete(address, data, status);
        return status;
    }

    private void Complete(PhysAddr address, DmaBuffer data, int status)
    {
        if (status < 0)
        {
            _failed++;
            return;
        }

        THal.Unshare(address, data, BufferDirection.DeviceToDriver);
    }
}
