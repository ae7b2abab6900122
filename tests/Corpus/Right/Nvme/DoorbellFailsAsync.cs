using Hal;
using Devices;

/// <summary>An NVMe command that no doorbell announced: its data's share ends at once.</summary>
public sealed unsafe class AsyncCommand<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue = new();

    public bool Read(byte* block)
    {
        var data = new DmaBuffer(block, 4096);
        Shared<THal> shared = new(data, BufferDirection.DeviceToDriver);
        int command = _queue.Submit(2, shared.Paddr, default);
        if (command < 0)
        {
            shared.Unshare();
            return false;
        }

        if (!_queue.RingDoorbell())
        {
            shared.Unshare();
            return false;
        }

        _queue.WhenDone(command, _ => shared.Unshare());
        return true;
    }
}
