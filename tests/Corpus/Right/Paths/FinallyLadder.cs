using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A self-test that needs a ring, a pattern and a result at the same time. Every acquisition has a try of its own, so that an exception
// anywhere ends all that came before.
internal sealed unsafe class FinallyLadder<THal>
    where THal : struct, IHal
{
    private const int PatternBytes = 512;

    private readonly Device _device;

    public FinallyLadder(Device device) => _device = device;

    public bool SelfTest()
    {
        var ring = new Dma<THal>(1, Both);
        try
        {
            byte* pattern = (byte*)NativeMemory.AlignedAlloc(PatternBytes, 64);
            try
            {
                var buffer = new DmaBuffer(pattern, PatternBytes);
                buffer.AsSpan().Fill(0xA5);
                PhysAddr address = THal.Share(buffer, Both);
                bool done;
                try
                {
                    ring.Pointer<ulong>(0)[0] = address.Value;
                    ring.Pointer<ulong>(0)[1] = PatternBytes;
                    _device.Program(ring.Paddr, 16);
                    _device.Kick();
                    done = _device.Wait(100);
                    if (!done)
                    {
                        _device.Reset();
                    }
                }
                finally
                {
                    THal.Unshare(address, buffer, Both);
                }

                return done && buffer.AsReadOnlySpan().IndexOfAnyExcept((byte)0x5A) < 0;
            }
            finally
            {
                NativeMemory.AlignedFree(pattern);
            }
        }
        finally
        {
            ring.Dispose();
        }
    }
}
