using System.Threading.Tasks;
using Hal;
using Devices;

/// <summary>A copy of two parts at a time whose failure ends both shares by 'finally'.</summary>
public sealed class PairCopy<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public async Task<bool> CopyAsync(DmaBuffer first, DmaBuffer second, PhysAddr target)
    {
        var left = new Shared<THal>(first, BufferDirection.DriverToDevice);
        var right = new Shared<THal>(second, BufferDirection.DriverToDevice);
        try
        {
            await Task.WhenAll(
                _engine.CopyAsync(left.Paddr, target, first.Length),
                _engine.CopyAsync(right.Paddr, target + (ulong)first.Length, second.Length));
            return true;
        }
        catch (DeviceException)
        {
            _engine.Terminate();
            return false;
        }
        finally
        {
            right.Unshare();
            left.Unshare();
        }
    }
}
