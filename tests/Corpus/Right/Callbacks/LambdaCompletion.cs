using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// A driver that starts a read and completes it in a lambda of the queue's. The lambda owns the share once the queue has taken the
// request; a Start that throws leaves it to the caller.
internal sealed class LambdaCompletion<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _disk;

    public LambdaCompletion(BlockQueue disk) => _disk = disk;

    public Task<byte[]> ReadAsync(ulong sector, int bytes)
    {
        var completion = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        var memory = new PinnedBuffer(bytes);
        DmaBuffer buffer = memory.Buffer;
        PhysAddr address;
        try
        {
            address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        }
        catch
        {
            memory.Dispose();
            throw;
        }

        try
        {
            _disk.Start(sector, address, bytes, status =>
            {
                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                byte[] data = status == 0 ? buffer.AsReadOnlySpan().ToArray() : [];
                memory.Dispose();
                if (status == 0)
                {
                    completion.SetResult(data);
                }
                else
                {
                    completion.SetException(new DeviceException($"Sector {sector} cannot be read: {status}."));
                }
            });
        }
        catch
        {
            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
            memory.Dispose();
            throw;
        }

        return completion.Task;
    }
}
