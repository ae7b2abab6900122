using System.Linq;
using System.Text;
using Hal.Generators.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace Hal.Generators.Output;

/// <summary>How names of the model are spelled in code, in messages and as the name of a file.</summary>
internal static class Names
{
    /// <summary>An identifier, with <c>@</c> where it would be read as a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>The name of a type in its declaration, with <c>@</c> also where it could become a keyword: lower-case letters alone (CS8981).</summary>
    public static string EscapeType(string name) => name.All(c => c is >= 'a' and <= 'z') ? "@" + name : Escape(name);

    /// <summary>The parts of a dotted name, each escaped.</summary>
    public static string EscapeDotted(string name) => string.Join(".", name.Split('.').Select(Escape));

    /// <summary><c>QemuHal</c> or <c>VfioHal&lt;TDomain&gt;</c>.</summary>
    public static string WithTypeParameters(HalClass hal) =>
        EscapeType(hal.Name) + (hal.TypeParameters.Count == 0 ? string.Empty : "<" + string.Join(", ", hal.TypeParameters.Select(EscapeType)) + ">");

    /// <summary><c>global::Platform.Outer.VfioHal&lt;TDomain&gt;</c>.</summary>
    public static string Qualified(HalClass hal)
    {
        var name = new StringBuilder("global::");
        if (hal.Namespace.Length > 0)
        {
            name.Append(EscapeDotted(hal.Namespace)).Append('.');
        }

        foreach (ContainingType outer in hal.ContainingTypes)
        {
            name.Append(EscapeType(outer.Name)).Append('.');
        }

        return name.Append(WithTypeParameters(hal)).ToString();
    }

    /// <summary>
    /// <c>Platform.Outer+VfioHal`1.1a2b3c4d.g.cs</c>: the metadata name, and a hash of it. The compiler compares these names without regard to case and takes few
    /// characters, and two equal names lose all output (CS8785); the hash keeps apart what C# keeps apart.
    /// </summary>
    public static string HintName(HalClass hal)
    {
        var name = new StringBuilder();
        var identity = new StringBuilder();
        if (hal.Namespace.Length > 0)
        {
            name.Append(hal.Namespace).Append('.');
        }

        foreach (ContainingType outer in hal.ContainingTypes)
        {
            name.Append(outer.Name).Append('+');
            identity.Append(outer.Keyword).Append(' ');
        }

        name.Append(hal.Name);
        if (hal.TypeParameters.Count > 0)
        {
            name.Append('`').Append(hal.TypeParameters.Count);
        }

        string hash = Hash(identity.Append(name).ToString());
        for (int i = 0; i < name.Length; i++)
        {
            if (!char.IsLetterOrDigit(name[i]) && "._+`".IndexOf(name[i]) < 0)
            {
                name[i] = '_';
            }
        }

        return name.Append('.').Append(hash).Append(".g.cs").ToString();
    }

    // FNV-1a: the same on every machine and in every process, which string.GetHashCode is not.
    private static string Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }
}
