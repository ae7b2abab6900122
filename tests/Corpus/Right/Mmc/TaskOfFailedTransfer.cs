using System.Threading.Tasks;
using Hal;
using Devices;

/// <summary>An SD host's asynchronous transfer that ends the data's share when it catches the device's error.</summary>
public sealed class AsyncHost<THal>
    where THal : struct, IHal
{
    private readonly Device _host = new();

    public async ValueTask<int> WriteAsync(PinnedBuffer block)
    {
        DmaBuffer data = block.Buffer;
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice);
        _host.Program(address, data.Length);
        try
        {
            await _host.DoneAsync().ConfigureAwait(false);
        }
        catch (DeviceException e)
        {
            Log.Info(e.Message);
            _host.Reset();
            THal.Unshare(address, data, BufferDirection.DriverToDevice);
            return -5;
        }

        THal.Unshare(address, data, BufferDirection.DriverToDevice);
        return data.Length;
    }
}
