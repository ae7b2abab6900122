using System.Buffers;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Fuchsia (block server): the rented array is returned after its share has ended and its bytes were copied.
internal sealed unsafe class PooledRead<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    public byte[] Read(byte opcode, int length)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        var result = new byte[length];
        fixed (byte* start = rented)
        {
            var buffer = new DmaBuffer(start, length);
            PhysAddr prp = THal.Share(buffer, DeviceToDriver);
            int command = queue.Submit(opcode, prp, default);
            while (command >= 0 && !queue.IsDone(command))
            {
            }

            THal.Unshare(prp, buffer, DeviceToDriver);
            buffer.AsReadOnlySpan().CopyTo(result);
        }

        ArrayPool<byte>.Shared.Return(rented);
        return result;
    }
}
