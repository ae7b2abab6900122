using Devices;
using Hal;

/// <summary>An interpreter of transfer scripts: one loop, one switch, a share that lives from one opcode to another.</summary>
public sealed class ScriptEngine<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(byte[] script, DmaBuffer data)
    {
        PhysAddr at = default;
        bool mapped = false;
        int counter = 0;
        int result = 0;
        for (int pc = 0; pc < script.Length; pc++)
        {
            switch (script[pc])
            {
                case 0 when !mapped:
                    at = THal.Share(data, BufferDirection.Both);
                    mapped = true;
                    break;
                case 1 when mapped:
                    result = _device.Start(at, data.Length);
                    break;
                case 2:
                    counter = script[++pc];
                    break;
                case 3 when counter-- > 0:
                    pc -= 2;
                    break;
                case 4 when mapped:
                    THal.Unshare(at, data, BufferDirection.Both);
                    mapped = false;
                    break;
                case 5:
                    goto end;
            }
        }

    end:
        if (mapped)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return result;
    }
}
