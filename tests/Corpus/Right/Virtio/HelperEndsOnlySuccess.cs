using Hal;
using Devices;

/// <summary>A virtio disk whose completion helper ends the share of every request.</summary>
public sealed class CompletionHelper<THal>
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport = new();
    private long _failed;

    public int Read(PinnedBuffer memory)
    {
        DmaBuffer data = memory.Buffer;
        PhysAddr address = THal.Share(data, BufferDirection.DeviceToDriver);
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
            THal.Unshare(address, data, BufferDirection.DeviceToDriver);
            return;
        }

        THal.Unshare(address, data, BufferDirection.DeviceToDriver);
    }
}
