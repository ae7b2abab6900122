using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (hyperv): the pin of the array is freed while the host still owns the share.
internal sealed unsafe class HostMessage<THal>(Mailbox vmbus)
    where THal : struct, IHal
{
    public int Post(ReadOnlySpan<byte> message)
    {
        byte[] copy = message.ToArray();
        GCHandle pin = GCHandle.Alloc(copy, GCHandleType.Pinned);
        var buffer = new DmaBuffer((byte*)pin.AddrOfPinnedObject(), copy.Length);
        PhysAddr gpa = THal.Share(buffer, DriverToDevice);
        int status = vmbus.TryPost(1, gpa) ? 0 : -11;
        pin.Free(); //! HAL1008
        while (status == 0 && !vmbus.WaitReply(1000))
        {
            Log.Info("vmbus: the host is slow");
        }

        THal.Unshare(gpa, buffer, DriverToDevice);
        return status;
    }
}
