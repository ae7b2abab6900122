using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// A driver that gives out tasks and completes them from an interrupt by slot number. A slot is taken out of the table before its share
// ends and its task completes, so it is completed once.
internal sealed class CompletionTable<THal>
    where THal : struct, IHal
{
    private sealed class Slot(Shared<THal> share)
    {
        private readonly TaskCompletionSource<int> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<int> Task => _source.Task;

        public void Complete(int status)
        {
            share.Unshare();
            _source.SetResult(status);
        }
    }

    private readonly VendorQueue _queue;
    private readonly Slot?[] _slots;
    private readonly object _lock = new();

    public CompletionTable(VendorQueue queue, int size)
    {
        _queue = queue;
        _slots = new Slot?[size];
    }

    public Task<int> SendAsync(DmaBuffer buffer)
    {
        var share = new Shared<THal>(buffer, BufferDirection.DriverToDevice);
        lock (_lock)
        {
            if (_queue.TryEnqueue(share.Paddr, buffer, out int number))
            {
                var slot = new Slot(share);
                _slots[number] = slot;
                return slot.Task;
            }
        }

        share.Unshare();
        return Task.FromResult(-11);
    }

    public void OnInterrupt(int number, int status)
    {
        Slot? slot;
        lock (_lock)
        {
            slot = _slots[number];
            _slots[number] = null;
        }

        slot?.Complete(status);
    }

    public void AbortAll(Device device)
    {
        device.Reset();
        for (int i = 0; i < _slots.Length; i++)
        {
            OnInterrupt(i, -125);
        }
    }
}
