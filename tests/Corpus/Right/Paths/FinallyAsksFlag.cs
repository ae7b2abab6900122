using Devices;
using Hal;

/// <summary>A display's frame upload that shares inside the try and remembers in a flag that it did.</summary>
public sealed unsafe class FrameUpload<THal>
    where THal : struct, IHal
{
    private readonly Device _panel = new();

    public void Upload(byte* pixels, int bytes)
    {
        var frame = new DmaBuffer(pixels, bytes);
        PhysAddr address = default;
        bool mapped = false;
        try
        {
            _panel.WriteRegister(0x10, 1);
            if (!_panel.Ready)
            {
                return;
            }

            address = THal.Share(frame, BufferDirection.DriverToDevice);
            mapped = true;
            _panel.Program(address, bytes);
            _panel.Kick();
            while (!_panel.Poll())
            {
            }
        }
        finally
        {
            if (mapped)
            {
                THal.Unshare(address, frame, BufferDirection.DriverToDevice);
            }

            _panel.WriteRegister(0x10, 0);
        }
    }
}
