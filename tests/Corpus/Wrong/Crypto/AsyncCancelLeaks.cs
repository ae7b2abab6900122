using System.Threading;
using System.Threading.Tasks;
using Hal;
using Devices;

/// <summary>An asynchronous digest whose cancellation returns with the input still shared.</summary>
public sealed class AsyncDigest<THal>
    where THal : struct, IHal
{
    private readonly Device _unit = new();

    public async Task<bool> DigestAsync(DmaBuffer input, CancellationToken cancellation)
    {
        var shared = new Shared<THal>(input, BufferDirection.DriverToDevice); //! HAL1002
        _unit.Program(shared.Paddr, input.Length);
        bool done = await _unit.DoneAsync(cancellation);
        if (!done)
        {
            _unit.Reset();
            return false;
        }

        shared.Unshare();
        return _unit.Status == 0;
    }
}
