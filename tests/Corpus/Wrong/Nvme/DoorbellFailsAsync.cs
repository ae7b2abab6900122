using Hal;
using Devices;

// Follows a fix in EDK2, f6b139bde7.
/// <summary>An NVMe command that no doorbell announced: it will never complete, and its data stays shared.</summary>
public sealed unsafe class AsyncCommand<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue = new();

    public bool Read(byte* block)
    {
        var data = new DmaBuffer(block, 4096);
        Shared<THal> shared = new(data, BufferDirection.DeviceToDriver); //! HAL1002
        int command = _queue.Submit(2, shared.Paddr, default);
        if (command < 0)
        {
            shared.Unshare();
            return false;
        }

        if (!_queue.RingDoorbell())
            return false;

        _queue.WhenDone(command, _ => shared.Unshare());
        return true;
    }
}
