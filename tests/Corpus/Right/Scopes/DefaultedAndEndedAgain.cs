using Devices;
using Hal;

/// <summary>Default shares and emptied scopes do no harm: they are unshared and disposed once more.</summary>
public sealed class EmptiedShares<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Shares(DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.Both);
        _device.Start(share.Paddr, data.Length);
        share.Unshare();
        share = default;
        share.Unshare();
        Shared<THal>? maybe = new Shared<THal>(data, BufferDirection.Both);
        maybe?.Unshare();
        maybe = null;
        maybe?.Unshare();
    }

    public void Addresses(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        bool ok = _device.Submit(at);
        if (!ok)
        {
            THal.Unshare(at, data, BufferDirection.Both);
            at = default;
        }

        Log.Info("in between");
        if (at != default)
        {
            THal.Unshare(at, data, BufferDirection.Both);
            at = default;
        }

        if (at != default)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }
    }

    public void Scopes(DmaBuffer data)
    {
        var scope = new SharedScope<THal>(data, BufferDirection.Both);
        Shared<THal> share = scope.Detach();
        scope.Dispose();
        share.Unshare();
        scope.Detach().Unshare();
        scope = new SharedScope<THal>(data, BufferDirection.DriverToDevice);
        scope.Dispose();
        scope.Dispose();
    }
}
