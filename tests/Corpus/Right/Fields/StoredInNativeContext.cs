using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>The share's parts are stored in a native context block, whose pointer the device gives back as its cookie.</summary>
public sealed unsafe class NativeContext<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private struct Context
    {
        public PhysAddr Address;
        public DmaBuffer Buffer;
    }

    public void Start(DmaBuffer data)
    {
        Context* context = (Context*)NativeMemory.Alloc((nuint)sizeof(Context));
        context->Buffer = data;
        context->Address = THal.Share(data, BufferDirection.DriverToDevice);
        _device.WriteRegister(0x40, (ulong)context);
        _device.Program(context->Address, data.Length);
    }

    public void Done(ulong cookie)
    {
        Context* context = (Context*)cookie;
        THal.Unshare(context->Address, context->Buffer, BufferDirection.DriverToDevice);
        NativeMemory.Free(context);
    }
}
