using System;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>An async void handler shares, awaits and unshares; its errors are logged.</summary>
public sealed class ButtonFlash<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue = new();
    private readonly DmaBuffer _block;

    public ButtonFlash(DmaBuffer block) => _block = block;

    public async void OnClick(object? sender, EventArgs e)
    {
        PhysAddr at = default;
        try
        {
            at = THal.Share(_block, BufferDirection.DriverToDevice);
            await _queue.WriteAsync(0, at, _block.Length);
        }
        catch (Exception failure)
        {
            Log.Info(failure.Message);
        }
        finally
        {
            if (at != default)
            {
                THal.Unshare(at, _block, BufferDirection.DriverToDevice);
            }
        }
    }
}
