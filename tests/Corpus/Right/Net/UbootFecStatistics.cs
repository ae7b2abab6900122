using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (fec_mxc): the frame is copied after its share has ended.
internal sealed class FrameCopy<THal>(Device fec)
    where THal : struct, IHal
{
    public byte[]? Receive(DmaBuffer frame)
    {
        PhysAddr descriptor = THal.Share(frame, DeviceToDriver);
        int length = -1;
        if (fec.Submit(descriptor, frame.Length) && fec.Wait(1))
        {
            length = Math.Clamp((int)fec.ReadRegister(0x184), 0, frame.Length);
        }
        else
        {
            Log.Info("fec: nothing received");
        }

        fec.Reset();
        THal.Unshare(descriptor, frame, DeviceToDriver);
        if (length < 0)
        {
            return null;
        }

        byte[] copy = GC.AllocateUninitializedArray<byte>(length);
        frame.AsReadOnlySpan()[..length].CopyTo(copy);
        return copy;
    }
}
