using System.Threading.Channels;
using Devices;
using Hal;

/// <summary>Shares travel through a Channel to the worker that ends them; a closed channel gives the share back to its maker.</summary>
public sealed class WorkerChannel<THal>
    where THal : struct, IHal
{
    private readonly Channel<Shared<THal>> _channel = Channel.CreateBounded<Shared<THal>>(64);
    private readonly Device _device = new();

    public bool Post(DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.DriverToDevice);
        _device.Program(share.Paddr, data.Length);
        if (!_channel.Writer.TryWrite(share))
        {
            _device.Reset();
            share.Unshare();
            return false;
        }

        return true;
    }

    public void Work()
    {
        while (_channel.Reader.TryRead(out Shared<THal> share))
        {
            _device.Wait(10);
            share.Unshare();
        }
    }
}
