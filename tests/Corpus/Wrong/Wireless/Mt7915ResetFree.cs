using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in mt76: "mt76: mt7915: only free skbs after mt7915_dma_reset() when reset happens" (c3656268): the frames went while
// the device could still reach them.
public sealed unsafe class Mt7915Reset<THal>(Device wifi)
    where THal : struct, IHal
{
    public bool Send(ReadOnlySpan<byte> payload)
    {
        byte* frame = (byte*)NativeMemory.AlignedAlloc(2048, 64);
        payload.CopyTo(new Span<byte>(frame, 2048));
        var buffer = new DmaBuffer(frame, 2048);
        PhysAddr address = THal.Share(buffer, DriverToDevice);
        if (!wifi.Submit(address, payload.Length) || !wifi.Wait(100))
        {
            Log.Info("mt7915: reset");
            NativeMemory.AlignedFree(frame); //! HAL1008
            wifi.Reset();
            THal.Unshare(address, buffer, DriverToDevice);
            return false;
        }

        THal.Unshare(address, buffer, DriverToDevice);
        NativeMemory.AlignedFree(frame);
        return true;
    }
}
