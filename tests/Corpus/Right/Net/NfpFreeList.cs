using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "net/nfp: fix Rx descriptor DMA address for VNIC" (7aa745d788): a packet that was too long left the loop with
// its descriptor counted as refilled, and the device got the address of before.
public sealed unsafe class NfpControlReceive<THal>(Ring freeList, Device nic)
    where THal : struct, IHal
{
    public int Receive(DmaBuffer room, Span<byte> packet)
    {
        PhysAddr address = THal.Share(room, DeviceToDriver);
        freeList.Descriptors[freeList.Head].Address = address.Value;
        freeList.Doorbell();
        if (!nic.Wait(100))
        {
            nic.Reset();
            THal.Unshare(address, room, DeviceToDriver);
            return 0;
        }

        THal.Unshare(address, room, DeviceToDriver);
        int length = nic.Status & 0x3FFF;
        freeList.Head++;
        if (length > packet.Length)
        {
            Log.Info("nfp: the packet is larger than its buffer");
            return -22;
        }

        room.AsSpan().Slice(0, length).CopyTo(packet);
        return length;
    }
}
