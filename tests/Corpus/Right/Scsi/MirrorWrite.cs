using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A mirror that writes the same data to two disks at once. Two shares of the same buffer are allowed while both devices only read it;
// each ends when its own disk is done.
internal sealed class MirrorWrite<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _left;
    private readonly BlockQueue _right;

    public MirrorWrite(BlockQueue left, BlockQueue right)
    {
        _left = left;
        _right = right;
    }

    public bool LeftFailed { get; private set; }

    public bool RightFailed { get; private set; }

    public async Task WriteAsync(ulong sector, DmaBuffer data)
    {
        Task<int> left = WriteOneAsync(_left, sector, data);
        Task<int> right = WriteOneAsync(_right, sector, data);
        int[] results = await Task.WhenAll(left, right);
        LeftFailed |= results[0] != 0;
        RightFailed |= results[1] != 0;
        if (LeftFailed && RightFailed)
        {
            throw new DeviceException("Both halves of the mirror have failed.");
        }
    }

    private static async Task<int> WriteOneAsync(BlockQueue disk, ulong sector, DmaBuffer data)
    {
        PhysAddr address;
        try
        {
            address = THal.Share(data, DriverToDevice);
        }
        catch (DmaException)
        {
            return -12;
        }

        try
        {
            return await disk.WriteAsync(sector, address, data.Length);
        }
        finally
        {
            THal.Unshare(address, data, DriverToDevice);
        }
    }
}
