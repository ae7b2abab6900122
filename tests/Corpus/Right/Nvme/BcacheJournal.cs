using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (bcache, md): the sequence number is in the block when the block is shared.
internal sealed class Journal<THal>(BlockQueue disk)
    where THal : struct, IHal
{
    private byte _sequence;

    public async Task<bool> CommitAsync(ulong sector, DmaBuffer block)
    {
        block[0] = 0xB1;
        block[1] = ++_sequence;
        PhysAddr address = THal.Share(block, DriverToDevice);
        try
        {
            Task<int> writing = disk.WriteAsync(sector, address, block.Length);
            int status = await writing;
            return status == 0;
        }
        finally
        {
            THal.Unshare(address, block, DriverToDevice);
        }
    }
}
