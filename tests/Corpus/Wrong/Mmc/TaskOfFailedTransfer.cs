using System.Threading.Tasks;
using Hal;
using Devices;

/// <summary>An SD host's asynchronous transfer that catches the device's error and answers with the data shared.</summary>
public sealed class AsyncHost<THal>
    where THal : struct, IHal
{
    private readonly Device _host = new();

    public async ValueTask<int> WriteAsync(PinnedBuffer block)
    {
        DmaBuffer data = block.Buffer;
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice); //! HAL1002
        _host.Program(address, data.Length);
        try
        {
            await _host.DoneAsync().ConfigureAwait(false);
        }
        catch (DeviceException e)
        {
            Log.Info(e.Message);
            return -5;
        }

        THal.Unshare(address, data, BufferDirection.DriverToDevice);
        return data.Length;
    }
}
