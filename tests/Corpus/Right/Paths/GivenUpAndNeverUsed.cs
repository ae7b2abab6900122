using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A device that cannot be reset: what it still may write is given up, and the buffer is never used again.</summary>
public sealed class StubbornDevice<THal>(Device device)
    where THal : struct, IHal
{
    private readonly List<PinnedBuffer> _lost = [];

    public int Lost => _lost.Count;

    public byte[]? Read(int length)
    {
        var memory = new PinnedBuffer(length);
        PhysAddr address;
        try
        {
            address = THal.Share(memory.Buffer, BufferDirection.DeviceToDriver);
        }
        catch (DmaException)
        {
            memory.Dispose();
            return null;
        }

        if (!device.Submit(address, length))
        {
            THal.Unshare(address, memory.Buffer, BufferDirection.DeviceToDriver);
            memory.Dispose();
            return null;
        }

        for (int i = 0; i < 10; i++)
        {
            if (device.Wait(10))
            {
                THal.Unshare(address, memory.Buffer, BufferDirection.DeviceToDriver);
                byte[] result = memory.Buffer.AsReadOnlySpan().ToArray();
                memory.Dispose();
                return result;
            }
        }

        DmaOwnership.Abandon<THal>(address);
        _lost.Add(memory);
        return null;
    }
}
