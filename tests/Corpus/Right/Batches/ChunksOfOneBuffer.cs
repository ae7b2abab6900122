using System;
using Devices;
using Hal;

/// <summary>A buffer larger than the engine's limit is sent in slices, each with its own share.</summary>
public sealed class ChunkedSend<THal>
    where THal : struct, IHal
{
    private const int Limit = 65536;
    private readonly Device _device = new();

    public int Send(DmaBuffer data)
    {
        int offset = 0;
        while (offset < data.Length)
        {
            int size = Math.Min(Limit, data.Length - offset);
            DmaBuffer chunk = data.Slice(offset, size);
            PhysAddr at = THal.Share(chunk, BufferDirection.DriverToDevice);
            bool taken = _device.Submit(at, size) && _device.Wait(100);
            THal.Unshare(at, chunk, BufferDirection.DriverToDevice);
            if (!taken)
            {
                break;
            }

            offset += size;
        }

        return offset;
    }
}
