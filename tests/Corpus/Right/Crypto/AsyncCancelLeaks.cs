using System.Threading;
using System.Threading.Tasks;
using Hal;
using Devices;

/// <summary>An asynchronous digest whose cancellation resets the unit and gives the input back.</summary>
public sealed class AsyncDigest<THal>
    where THal : struct, IHal
{
    private readonly Device _unit = new();

    public async Task<bool> DigestAsync(DmaBuffer input, CancellationToken cancellation)
    {
        var shared = new Shared<THal>(input, BufferDirection.DriverToDevice);
        _unit.Program(shared.Paddr, input.Length);
        bool done = await _unit.DoneAsync(cancellation);
        if (!done)
        {
            _unit.Reset();
            shared.Unshare();
            return false;
        }

        shared.Unshare();
        return _unit.Status == 0;
    }
}
