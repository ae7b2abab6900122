using System;
using Hal;
using Devices;

/// <summary>A virtio console that ends the share with the buffer that was shared, and copies it then.</summary>
public sealed unsafe class ConsoleReceive<THal>
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport = new();

    public byte[] Receive(int capacity)
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(capacity, pinned: true);
        byte[] clone = GC.AllocateUninitializedArray<byte>(capacity, pinned: true);
        fixed (byte* memory = buffer, copy = clone)
        {
            PhysAddr address = THal.Share(new DmaBuffer(memory, capacity), BufferDirection.DeviceToDriver);
            _transport.SetQueue(0, address, 1);
            while (!_transport.Used(0))
            {
            }

            THal.Unshare(address, new DmaBuffer(memory, capacity), BufferDirection.DeviceToDriver);
            new Span<byte>(memory, capacity).CopyTo(new Span<byte>(copy, capacity));
        }

        return clone;
    }
}
