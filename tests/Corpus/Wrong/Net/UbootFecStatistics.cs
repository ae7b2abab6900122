using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (fec_mxc): the frame is copied to the network stack before its share is ended.
internal sealed class FrameCopy<THal>(Device fec)
    where THal : struct, IHal
{
    public byte[]? Receive(DmaBuffer frame)
    {
        PhysAddr descriptor = THal.Share(frame, DeviceToDriver);
        byte[]? copy = null;
        if (fec.Submit(descriptor, frame.Length) && fec.Wait(1))
        {
            int length = Math.Clamp((int)fec.ReadRegister(0x184), 0, frame.Length);
            copy = GC.AllocateUninitializedArray<byte>(length);
            frame.AsReadOnlySpan()[..length].CopyTo(copy); //! HAL1007
        }
        else
        {
            Log.Info("fec: nothing received");
        }

        fec.Reset();
        THal.Unshare(descriptor, frame, DeviceToDriver);
        return copy;
    }
}
