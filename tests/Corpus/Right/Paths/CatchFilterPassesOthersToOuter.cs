using System;
using System.IO;
using Devices;
using Hal;

/// <summary>A flash programmer: one failure is handled in a filtered catch, every other by the outer one, and both end the share.</summary>
public sealed class FlashProgrammer<THal>
    where THal : struct, IHal
{
    private readonly Device _flash = new();

    public bool Program(DmaBuffer page)
    {
        PhysAddr at = THal.Share(page, BufferDirection.DriverToDevice);
        try
        {
            try
            {
                _flash.Program(at, page.Length);
                _flash.Kick();
                if (_flash.Status < 0)
                {
                    throw new IOException("the page did not verify");
                }
            }
            catch (IOException failure) when (failure.Message.Length > 0 && _flash.Ready)
            {
                Log.Info("the page is bad, the chip is fine");
                THal.Unshare(at, page, BufferDirection.DriverToDevice);
                return false;
            }
        }
        catch (Exception)
        {
            _flash.Reset();
            THal.Unshare(at, page, BufferDirection.DriverToDevice);
            throw;
        }

        THal.Unshare(at, page, BufferDirection.DriverToDevice);
        return true;
    }
}
