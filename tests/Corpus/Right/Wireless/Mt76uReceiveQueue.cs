using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "wifi: mt76: fix use-after-free in mt76u_free_rx_queue": the URB is killed and unshared, and then its memory
// goes back to the heap.
public sealed unsafe class ReceiveOnce<THal>(UsbHost host)
    where THal : struct, IHal
{
    private const int BufferBytes = 2048;

    public int Read(byte endpoint, byte[] into)
    {
        var memory = (byte*)NativeMemory.AllocZeroed(BufferBytes);
        var buffer = new DmaBuffer(memory, BufferBytes);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        var urb = new Urb { Endpoint = (byte)(endpoint | 0x80), Buffer = buffer, Address = address };
        int status = host.Submit(urb);
        if (status != 0)
        {
            host.Kill(urb);
            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
            NativeMemory.Free(memory);
            return status;
        }

        host.Kill(urb);
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        int count = int.Min(int.Min(urb.Actual, BufferBytes), into.Length);
        buffer.AsReadOnlySpan()[..count].CopyTo(into);
        NativeMemory.Free(memory);
        return count;
    }
}
