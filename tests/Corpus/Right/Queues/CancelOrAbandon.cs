using Devices;
using Hal;

namespace Drivers;

// A command with a timeout on a queue that can sometimes take entries back. The share ends when the queue says the entry is free again;
// where it never does, memory and share are given up.
public sealed class CancellableCommand<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;

    public CancellableCommand(VendorQueue queue) => _queue = queue;

    public int Leaked { get; private set; }

    public byte[]? Read(int length)
    {
        var memory = new PinnedBuffer(length);
        PhysAddr address = THal.Share(memory.Buffer, BufferDirection.DeviceToDriver);
        if (_queue.AddOverflows(address, memory.Buffer))
        {
            THal.Unshare(address, memory.Buffer, BufferDirection.DeviceToDriver);
            memory.Dispose();
            return null;
        }

        bool finished = WaitFor(address);
        if (!finished && !_queue.TryCancel(address))
        {
            // The device may write at any time: neither the mapping nor the memory can be taken from it.
            DmaOwnership.Abandon<THal>(address);
            Leaked += length;
            return null;
        }

        THal.Unshare(address, memory.Buffer, BufferDirection.DeviceToDriver);
        byte[]? result = finished ? memory.Buffer.AsReadOnlySpan().ToArray() : null;
        memory.Dispose();
        return result;
    }

    private bool WaitFor(PhysAddr address)
    {
        var deadline = Deadline.In(200);
        do
        {
            _queue.Poll();
            if (_queue.TryFinish(address))
            {
                return true;
            }
        }
        while (!deadline.Expired);

        return false;
    }
}
