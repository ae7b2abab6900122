using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "E100: work around the driver using streaming DMA mapping for RX descriptors": the end-of-list bit was written
// into a descriptor that was mapped for the device alone.
public sealed unsafe class E100Receive<THal>(Device nic)
    where THal : struct, IHal
{
    private const ushort EndOfList = 0x8000;

    public int ReceiveInto(DmaBuffer frame)
    {
        ushort* command = (ushort*)frame.Pointer + 1;
        *command = EndOfList;
        PhysAddr address = THal.Share(frame, Both);
        bool received = nic.Submit(address, frame.Length) && nic.Wait(100);
        if (!received)
        {
            nic.Reset();
        }

        THal.Unshare(address, frame, Both);
        return received ? frame[12] | (frame[13] & 0x3F) << 8 : -11;
    }
}
