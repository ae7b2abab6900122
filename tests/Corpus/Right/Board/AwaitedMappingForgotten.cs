using System.Threading.Tasks;
using Hal;
using Devices;

/// <summary>A driver whose early return ends the share that its asynchronous helper handed out.</summary>
public sealed class AsyncMapper<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public async Task<bool> SendAsync(DmaBuffer buffer)
    {
        PhysAddr address = await MapAsync(buffer);
        if (!_device.Ready)
        {
            THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
            return false;
        }

        _device.Program(address, buffer.Length);
        await _device.DoneAsync();
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        return true;
    }

    [return: MustUnshare]
    private async Task<PhysAddr> MapAsync(DmaBuffer buffer)
    {
        while (!_device.Poll())
        {
            await Task.Yield();
        }

        return THal.Share(buffer, BufferDirection.DriverToDevice);
    }
}
