using System;
using Devices;
using Hal;

/// <summary>The catch ends the share and sets a flag; the code after the try asks the flag.</summary>
public sealed class FlagFromCatch<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Run(DmaBuffer data)
    {
        bool failed = false;
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        try
        {
            _device.Program(at, data.Length);
            _device.Kick();
        }
        catch (DeviceException)
        {
            THal.Unshare(at, data, BufferDirection.Both);
            failed = true;
        }

        if (failed)
        {
            _device.Reset();
            return false;
        }

        _device.Wait(10);
        THal.Unshare(at, data, BufferDirection.Both);
        return true;
    }

    public Exception? RunKeeping(DmaBuffer data)
    {
        Exception? failure = null;
        Shared<THal> share = default;
        try
        {
            share = new Shared<THal>(data, BufferDirection.Both);
            _device.Program(share.Paddr, data.Length);
        }
        catch (DmaException exhausted)
        {
            failure = exhausted;
        }
        catch (DeviceException refused)
        {
            share.Unshare();
            failure = refused;
        }

        if (failure is null)
        {
            _device.Wait(10);
            share.Unshare();
        }

        return failure;
    }
}
