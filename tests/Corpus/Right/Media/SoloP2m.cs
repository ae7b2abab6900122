using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux media (solo6x10): every chunk is unmapped before the loop goes on.
public sealed unsafe class SoloP2m<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private const int ChunkSize = 1024;

    public int Failures { get; private set; }

    public int Write(DmaBuffer data, PhysAddr external)
    {
        int written = 0;
        for (int offset = 0; offset < data.Length; offset += ChunkSize)
        {
            DmaBuffer chunk = data.Slice(offset, Math.Min(ChunkSize, data.Length - offset));
            PhysAddr address = THal.Share(chunk, DriverToDevice);
            int cookie = engine.Submit(address, external + offset, chunk.Length);
            if (cookie < 0)
            {
                Failures++;
                THal.Unshare(address, chunk, DriverToDevice);
                continue;
            }

            if (!engine.WaitFor(cookie, 20))
            {
                engine.Terminate();
            }
            else
            {
                written += chunk.Length;
            }

            THal.Unshare(address, chunk, DriverToDevice);
        }

        return written;
    }
}
