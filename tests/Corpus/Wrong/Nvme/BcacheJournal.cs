using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (bcache, md): the task runs while the sequence number goes into the shared block.
internal sealed class Journal<THal>(BlockQueue disk)
    where THal : struct, IHal
{
    private byte _sequence;

    public async Task<bool> CommitAsync(ulong sector, DmaBuffer block)
    {
        block[0] = 0xB1;
        PhysAddr address = THal.Share(block, DriverToDevice);
        try
        {
            Task<int> writing = disk.WriteAsync(sector, address, block.Length);
            block[1] = ++_sequence; //! HAL1007
            int status = await writing;
            return status == 0;
        }
        finally
        {
            THal.Unshare(address, block, DriverToDevice);
        }
    }
}
