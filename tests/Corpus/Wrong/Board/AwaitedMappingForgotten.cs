using System.Threading.Tasks;
using Hal;
using Devices;

/// <summary>A driver whose asynchronous helper hands out a share that an early return forgets.</summary>
public sealed class AsyncMapper<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public async Task<bool> SendAsync(DmaBuffer buffer)
    {
        PhysAddr address = await MapAsync(buffer); //! HAL1002
        if (!_device.Ready)
        {
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
