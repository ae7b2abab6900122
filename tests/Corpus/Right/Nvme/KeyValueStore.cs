using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like NVMe's key-value command set: a store has a key and a value, a retrieve a key and a place. Nested scopes end value before key,
// both after the command's completion.
public readonly ref struct KeyValueDrive<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue;

    public KeyValueDrive(NvmeQueue queue) => _queue = queue;

    public bool Store(DmaBuffer key, DmaBuffer value) => Run(0x01, key, value, BufferDirection.DriverToDevice);

    public bool Retrieve(DmaBuffer key, DmaBuffer place) => Run(0x02, key, place, BufferDirection.DeviceToDriver);

    public bool Exists(DmaBuffer key)
    {
        using var k = new SharedScope<THal>(key, BufferDirection.DriverToDevice);
        return Complete(_queue.Submit(0x14, k.Paddr, default));
    }

    private bool Run(byte opcode, DmaBuffer key, DmaBuffer value, BufferDirection direction)
    {
        using var k = new SharedScope<THal>(key, BufferDirection.DriverToDevice);
        using var v = new SharedScope<THal>(value, direction);
        return Complete(_queue.Submit(opcode, k.Paddr, v.Paddr));
    }

    private bool Complete(int command)
    {
        if (command < 0)
        {
            return false;
        }

        _queue.RingDoorbell();
        while (!_queue.IsDone(command))
        {
            Thread.Yield();
        }

        return _queue.Error == 0;
    }
}
