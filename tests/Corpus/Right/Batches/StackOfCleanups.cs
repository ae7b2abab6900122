using System;
using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A camera pipeline that pushes what it must undo on a stack and pops it in reverse order.</summary>
public sealed class CameraPipeline<THal>
    where THal : struct, IHal
{
    private readonly Device _camera = new();

    public void Capture(DmaBuffer luma, DmaBuffer chroma, DmaBuffer metadata)
    {
        var undo = new Stack<Action>();
        try
        {
            foreach (DmaBuffer plane in new[] { luma, chroma, metadata })
            {
                PhysAddr at = THal.Share(plane, BufferDirection.DeviceToDriver);
                undo.Push(() => THal.Unshare(at, plane, BufferDirection.DeviceToDriver));
                _camera.Program(at, plane.Length);
            }

            _camera.Kick();
            _camera.Wait(40);
        }
        finally
        {
            while (undo.TryPop(out Action? step))
            {
                step();
            }
        }
    }
}
