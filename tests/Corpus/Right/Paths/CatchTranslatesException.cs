using System;
using Devices;
using Hal;

/// <summary>A scanner's line read that ends the share before it throws the driver's own exception in place of the bus's.</summary>
public sealed unsafe class LineScanner<THal>
    where THal : struct, IHal
{
    private readonly Device _scanner = new();

    public void ReadLine(byte* line, int width)
    {
        DmaBuffer target = new(line, width);
        Shared<THal> share = new(target, BufferDirection.DeviceToDriver);
        try
        {
            _scanner.Program(share.Paddr, share.Buffer.Length);
            _scanner.Kick();
            if (!_scanner.Wait(500))
            {
                throw new TimeoutException();
            }
        }
        catch (TimeoutException late)
        {
            _scanner.Reset();
            share.Unshare();
            throw new DmaException("the line did not arrive in 500 ms", late);
        }
        catch (DeviceException)
        {
            _scanner.Reset();
            share.Unshare();
            throw;
        }

        share.Unshare();
    }
}
